/** The steps of a sea dyke with its staff gauge. */
export function Logo(props: { size: number }) {
  return (
    <svg width={props.size} height={props.size} viewBox="0 0 24 24" aria-hidden="true">
      <path fill="currentColor" d="M0 23v-6h6v-4h6v-4h5V1h7v22z" />
      <path d="M24 5h-4M24 9h-3M24 13h-4M24 17h-3" stroke="var(--panel)" stroke-width="1.6" />
    </svg>
  );
}
