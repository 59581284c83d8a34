/** What was sent along, name by name. */
export function Values({ values }: { values: Record<string, unknown> }) {
  const rows = Object.entries(values).filter(([, value]) => value !== undefined);
  if (rows.length === 0) return null;
  return (
    <>
      <h4>Parameters</h4>
      <table>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{typeof value === 'string' ? value : JSON.stringify(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
