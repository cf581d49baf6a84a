"""How names are found in one document: words, tables, runs of capitals, roles, and what each stands for."""
