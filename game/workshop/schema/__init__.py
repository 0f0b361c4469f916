"""A JSON Schema of the language with one story's own names, by which any YAML editor completes and checks its files."""
