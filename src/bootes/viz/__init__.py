"""Figures and the report page: presentation of plain facts, apart from the results themselves."""
