"""Exports of WordPress (WXR 1.0 to 1.2): what a site said, wrote and showed, in one XML file or several."""
