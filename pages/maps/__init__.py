"""The map for the screen: its layers, labels and legend as Leaflet shows them."""
