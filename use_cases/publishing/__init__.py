"""Case studies: told by requesters, agreed by those they name, published by programme leads."""
