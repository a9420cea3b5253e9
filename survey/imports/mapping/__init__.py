"""What a mapping says about a file of answers: its keys, their checks, the model."""

from survey.imports.mapping.loader import Mapping, as_list, load_mapping
from survey.imports.mapping.schema import ItemPart, MappingPart

__all__ = ["ItemPart", "Mapping", "MappingPart", "as_list", "load_mapping"]
