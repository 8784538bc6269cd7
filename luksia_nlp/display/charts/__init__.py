"""Charts of an analysis, as Altair's: they show themselves without a network, and anybody can change them.

`charts` is the face; it loads the rest, and Altair with it, when a chart is asked for. `words`, `periods`,
`ranking`, `sheet`, `labelling`, `views` and `style` are what charts share, `kinds` says what kinds of charts
there are, `drawing` makes pictures of them; every other module draws one chart.
"""
