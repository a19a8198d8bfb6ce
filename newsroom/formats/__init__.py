"""How dates are written and read at the desk. Django's own formats would take 05/08/2026 for the 8th of May."""
