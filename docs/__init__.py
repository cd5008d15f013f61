"""The generators of the generated pages of this folder."""
