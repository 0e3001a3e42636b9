/** A telephone's handset: call, or nobody answered. */
export function Handset({ size }: { size: number }) {
  return (
    <svg viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      <path
        fill="currentColor"
        d="M4.2 1.2 6.300 1.900 6.900 5 5.400 6.200A9.500 9.500 0 0 0 9.800 10.600L11 9.100 14.100 9.700 14.800 11.800 13.200 14.200C7.400 14.600 1.400 8.600 1.800 2.800Z"
      />
    </svg>
  );
}
