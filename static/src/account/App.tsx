export function App() {
  return <div />;
}
