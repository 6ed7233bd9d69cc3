extension Connection {
    /// The schema as SQL text, in the order of names, for the golden files
    /// `Migrations/schema-*.sql`.
    package func schema() throws(StoreError) -> String {
        try rows(
            """
            select sql from sqlite_schema
            where sql is not null and name not like 'sqlite\\_%' escape '\\'
            order by tbl_name, type desc, name
            """
        ).map { (row: Row) throws(StoreError) in try row.text("sql") + ";\n" }
            .joined(separator: "\n")
    }
}
