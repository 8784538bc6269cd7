"""Archives: analysed shard by shard, stopped and resumed at will, read back without holding them.

`cutting` makes shards of what `reading` reads, `shards` keeps them on the disk, `analysing` is what is done
with one of them, by `workers` on this machine or by `cluster` on Dask's; `joining` brings entities and tables
up to date over all of them, `running` puts these in order. `opening` reads the tables back.
"""
