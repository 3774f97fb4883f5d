"""chuishao (吹哨): a resident blows the whistle, the district answers."""
