import { Gate } from "../shared/session/Gate";
import { theme } from "../shared/theme/theme";
import { Pending } from "../shared/ui/Pending";
import { SkipLinks } from "../shared/ui/SkipLinks";
import { Troubles } from "../shared/ui/Troubles";
import { CloseDialog } from "./closures/CloseDialog";
import { ClosuresDialog } from "./closures/ClosureList";
import { LiftDialog } from "./closures/LiftDialog";
import { CoordinateTable } from "./dialogs/CoordinateTable";
import { Help } from "./dialogs/Help";
import { Search } from "./dialogs/Search";
import { LeftPanel } from "./left/LeftPanel";
import { MapView } from "./map/MapView";
import { closing, lifting, listOpen } from "./state/closures";
import { PANEL_ID } from "./state/focus";
import "./planner.css";
import { ImportDialog } from "./intake/ImportDialog";
import { PlansDialog } from "./plans/PlansDialog";
import { ProposalPanel } from "./proposal/ProposalPanel";
import { readAll } from "./reading/desk";
import { RightPanel } from "./right/RightPanel";
import { Ruler } from "./ruler/Ruler";
import { plansOpen } from "./state/plans";
import { proposalOpen } from "./state/proposal";
import { helpOpen, link, problem, searchOpen, tableOpen } from "./state/store";
import { entryOpen, importOpen } from "./state/storm";
import { zoom } from "./state/wide";
import { BulletinEntry } from "./storm/entry/BulletinEntry";
import { TopBar } from "./top/TopBar";

/** The planner's desk. */
export function App() {
  return (
    <div class="desk" data-entry={entryOpen.value} data-proposal={proposalOpen.value}>
      <SkipLinks
        to={[
          { id: "map", text: "skip.map" },
          { id: PANEL_ID, text: "skip.panel" },
        ]}
      />
      <TopBar />
      {leftPanel()}
      <MapView key={`${theme.value} ${zoom.value}`} />
      <RightPanel />
      <Ruler />
      {searchOpen.value && <Search />}
      {helpOpen.value && <Help />}
      {tableOpen.value && <CoordinateTable />}
      {plansOpen.value && <PlansDialog />}
      {listOpen.value && <ClosuresDialog />}
      {closing.value !== null && <CloseDialog subject={closing.value} />}
      {lifting.value !== null && <LiftDialog closure={lifting.value} />}
      {importOpen.value !== null && <ImportDialog kind={importOpen.value} />}
      <Troubles troubles={link.troubles.value} />
      <Pending />
      <Gate onUnlock={afterUnlock} />
    </div>
  );
}

function leftPanel() {
  if (entryOpen.value) return <BulletinEntry />;
  return proposalOpen.value ? <ProposalPanel /> : <LeftPanel />;
}

/** What was refused while the screen was locked is read now. */
function afterUnlock(): void {
  problem.value = null;
  void readAll();
}
