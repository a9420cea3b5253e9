"""How large a sample must be, how it is allocated, and how it is drawn."""
