/** The section of a sea dyke behind the card: sea, three stepped shore bands, the steps, its gauge. */
export function Dyke() {
  return (
    <svg
      class="dyke"
      viewBox="0 0 1440 900"
      preserveAspectRatio="xMaxYMax slice"
      aria-hidden="true"
    >
      <path class="dyke-water-3" d="M0 716H1440V900H0z" />
      <path class="dyke-water-2" d="M0 742H1440V900H0z" />
      <path class="dyke-water-1" d="M0 776H1440V900H0z" />
      <path
        class="dyke-land"
        d="M760 900V842H880V800H990V756H1090V708H1180V656H1300V690H1440V900z"
      />
      <path class="dyke-edge" d="M760 900V842H880V800H990V756H1090V708H1180V656H1300V690H1440" />
      <path class="dyke-gauge" d={GAUGE} />
    </svg>
  );
}

const TICKS = Array.from({ length: 13 }, (_, index) => {
  const y = 668 + index * 12;
  const length = index % 5 === 0 ? 18 : 10;
  return `M1196 ${y}h${length}`;
});
const GAUGE = `M1196 662V836${TICKS.join("")}`;
