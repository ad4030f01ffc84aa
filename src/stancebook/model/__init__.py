"""What a study is made of: rubric, source, annotation, ids, anchoring. No files, no screen."""
