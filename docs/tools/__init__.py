"""Tools that make parts of the documentation and the catalogues from the code."""
