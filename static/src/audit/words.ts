// Codes of the audit as words; a code without a word is shown as it is.

import { inLanguage, type Text } from "../shared/i18n/language";
import { say } from "../shared/i18n/say";
import { ROLES } from "../shared/session/types";

const ACTIONS: Record<string, Text> = {
  sign_in: { zh: "登录", en: "Sign in" },
  sign_out: { zh: "退出", en: "Sign out" },
  enter_by_link: { zh: "打开链接", en: "Enter by link" },
  unlock: { zh: "解锁", en: "Unlock" },
  end_session: { zh: "撤销登录", en: "End a session" },
  end_sessions: { zh: "撤销全部登录", en: "End all sessions" },
  change_password: { zh: "换密码", en: "Change password" },
  add_totp: { zh: "启用动态口令", en: "Turn codes on" },
  remove_totp: { zh: "停用动态口令", en: "Turn codes off" },
  add_passkey: { zh: "添加通行密钥", en: "Add passkey" },
  remove_passkey: { zh: "删除通行密钥", en: "Remove passkey" },
  break_glass: { zh: "启用应急账号", en: "Break-glass account" },
  add_account: { zh: "加人", en: "Add a person" },
  change_account: { zh: "改人员", en: "Change a person" },
  make_link: { zh: "做一次性链接", en: "Make a link" },
  ask_signer_change: { zh: "申请改签发人", en: "Ask for a signer's change" },
  approve_signer_change: { zh: "同意改签发人", en: "Approve a signer's change" },
  withdraw_signer_change: { zh: "撤回改签发人", en: "Withdraw a signer's change" },
  unlock_account: { zh: "解除锁定", en: "Lift a lock" },
  add_device: { zh: "加设备", en: "Add a device" },
  enrol_device: { zh: "重做平板二维码", en: "New tablet code" },
  revoke_device: { zh: "撤销设备", en: "Revoke a device" },
  enter_responsible: { zh: "登记责任人", en: "Enter who answers" },
  change_zone_members: { zh: "改功能区", en: "Change a functional zone" },
  reveal_personal: { zh: "看全名和电话", en: "Reveal a person" },
  change_policy: { zh: "改登录规则", en: "Change the sign-in rules" },
  read_audit: { zh: "查审计", en: "Read the audit" },
  verify_audit: { zh: "核对哈希链", en: "Check the chain" },
  denied: { zh: "越权被拒", en: "Denied" },
  set_clock: { zh: "拨演练时钟", en: "Set the clock" },
  draft_response: { zh: "起草响应", en: "Draft a response" },
  sign_response: { zh: "签发响应", en: "Sign a response" },
  withdraw_response: { zh: "撤回响应草稿", en: "Withdraw a draft response" },
  change_response: { zh: "改响应级别", en: "Change the response" },
  document_draft: { zh: "起草文书", en: "Draft a document" },
  document_edit: { zh: "改文书草稿", en: "Edit a draft document" },
  document_submit: { zh: "文书送审", en: "Submit a document" },
  document_return: { zh: "退回文书", en: "Return a document" },
  document_sign: { zh: "签发文书", en: "Sign a document" },
  document_issue: { zh: "发出文书", en: "Issue a document" },
  document_lift: { zh: "解除文书", en: "Lift a document" },
  document_withdraw: { zh: "撤回文书", en: "Withdraw a document" },
  document_supersede: { zh: "代替文书", en: "Supersede a document" },
  document_export: { zh: "导出文书", en: "Export a document" },
  adopt_response_rules: { zh: "改响应规则", en: "Adopt response rules" },
  change_value: { zh: "改参数或规则表", en: "Change a value or table" },
  ask_value_change: { zh: "提出改参数或规则表", en: "Ask for a change of a value or table" },
  withdraw_value_change: { zh: "撤回参数改动", en: "Withdraw a change of a value or table" },
  enter_closure: { zh: "录入封闭", en: "Enter a closure" },
  enter_opening: { zh: "录入开放", en: "Enter an opening" },
  lift_closure: { zh: "解除封闭", en: "Lift a closure" },
  add_register_row: { zh: "台账加一行", en: "Add a row to a register" },
  change_register_row: { zh: "改台账", en: "Change a row of a register" },
  export_register: { zh: "导出台账", en: "Export a register" },
  export_layer: { zh: "导出图层", en: "Export a layer" },
  export_typhoon: { zh: "导出台风", en: "Export a typhoon" },
  import_layer: { zh: "导入图层", en: "Import a layer" },
  import_series: { zh: "导入潮位、测站序列", en: "Import a series" },
  import_track: { zh: "导入台风", en: "Import a track" },
  adopt_warning_rules: { zh: "改预警信号表", en: "Adopt warning-signal rules" },
  make_briefing: { zh: "出简报", en: "Make a briefing" },
  receive_report: { zh: "收到现场报告", en: "Receive a report" },
  save_feed: { zh: "改数据源", en: "Save a feed" },
  delete_feed: { zh: "删数据源", en: "Delete a feed" },
  poll_feed: { zh: "取数据源", en: "Poll a feed" },
  renumber_typhoon: { zh: "改台风编号", en: "Renumber a typhoon" },
  synthesise_forecasts: { zh: "合成预报", en: "Synthesise forecasts" },
  fill_demo: { zh: "装入演示数据", en: "Fill the demo" },
  close_incident: { zh: "关闭事件", en: "Close an incident" },
  import_units: { zh: "导入单位", en: "Import units" },
  label_incident: { zh: "改事件标记", en: "Label an incident" },
  link_typhoons: { zh: "合并台风资料", en: "Link typhoons" },
  make_first_link: { zh: "做首个管理员链接", en: "Make the first link" },
  open_incident: { zh: "打开事件", en: "Open an incident" },
  seal_break_glass: { zh: "封存应急账号", en: "Seal the break-glass account" },
  zone_create: { zh: "画转移区", en: "Draw a zone" },
  zone_delete: { zh: "删转移区", en: "Delete a zone" },
  zone_edit: { zh: "改转移区", en: "Change a zone" },
  zone_undo: { zh: "撤销转移区的改动", en: "Undo a change of a zone" },
};

/** What an action is called. */
export function actionWord(code: string): string {
  const word = ACTIONS[code];
  return word === undefined ? code : inLanguage(word);
}

/** A role's name; a dash for what has none. */
export function roleWord(code: string | null): string {
  const role = ROLES.find((each) => each === code);
  return role === undefined ? (code ?? "—") : say(`role.${role}`);
}
