"""Slides and note as tagged PDF, typeset by Typst; texts reach it as data, never as markup."""
