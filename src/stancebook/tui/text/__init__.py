"""What is known about a text before it is on a screen: clusters, lines, words, sentences. No Textual."""
