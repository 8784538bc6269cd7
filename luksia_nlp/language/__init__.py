"""What one Finnish word can be: its readings and base form, its compound parts, its family, its denial.

`morphology` gives the readings of a word out of context, `base_forms` chooses among them by its sentence;
`plurals`, `derivations` and `compounds` know its other forms and parts, `negation` whether it is denied.

Whatever is known of Finnish as such stands in `resources` as data with its doubts; this room applies it. It
knows tokens, and no names, themes or engines.
"""
