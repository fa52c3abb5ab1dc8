"""Whether a publication is fit to print: rules over its sources and over the site in its output."""
