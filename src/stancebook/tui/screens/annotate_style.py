"""How the annotate screen is laid out, from narrow terminals to wide ones."""

from __future__ import annotations

from typing import Final

CSS: Final = """
    AnnotateScreen {
        layers: base over;
        #body { height: 1fr; }
        #whole {
            layer: over;
            dock: bottom;
            display: none;
            height: auto;
            max-height: 6;
            margin-bottom: 2;
            padding: 0 1;
            background: $panel;
            color: $text-warning;
            &.-on { display: block; }
        }
        .pane {
            scrollbar-background: $surface;
            scrollbar-background-hover: $surface;
            scrollbar-color: $panel-lighten-2;
            border-top: solid $foreground 30%;
            border-title-color: $foreground 70%;
            border-title-align: left;
            &:focus {
                border-top: solid $accent;
                border-title-color: $text-accent;
                border-title-style: bold;
            }
            &:nocolor:focus { border-title-style: reverse; }
        }
        RowList.pane { border-left: solid $foreground 30%; &:focus { border-left: solid $accent; } }
        SourceList.pane { border-left: none; border-right: solid $foreground 30%; }
        SourceList.pane:focus { border-right: solid $accent; }
        SourceList, EvidencePanel { display: none; }
        RubricPanel { width: 32; }
        RubricStrip { display: none; height: auto; max-height: 6; border-top: solid $foreground 30%; }
        #trouble {
            display: none;
            height: auto;
            max-height: 4;
            padding: 0 1;
            background: $error-muted;
            color: $text;
            text-style: bold;
            &.-on { display: block; }
        }
        &.-roomy RubricPanel { width: 42; }
        &.-wide {
            RubricPanel { width: 44; }
            SourceList, EvidencePanel { display: block; }
            SourceList { width: 30; }
            EvidencePanel { width: 36; }
        }
        &.-narrow {
            RubricPanel { display: none; width: 1fr; border-left: none; }
            RubricStrip { display: block; }
            &.-rubric {
                RubricPanel { display: block; }
                Reader, RubricStrip { display: none; }
            }
        }
    }
    """
