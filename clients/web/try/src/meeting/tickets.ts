/** What a room is entered with. */
export interface Ticket {
  sdkAppId: number;
  userSig: string;
  privateMapKey?: string;
}

/** The server gives this page no ticket; the message says what to do. */
export class NoTicketError extends Error {
  override readonly name = 'NoTicketError';
}

/** Asks the server of this page for a ticket, which it gives where its settings allow it. */
export async function fetchTicket(userId: string, room: string, numbered: boolean): Promise<Ticket> {
  const place = numbered ? { roomId: Number(room) } : { strRoomId: room };
  let answer: Response;
  try {
    answer = await fetch('/try/ticket', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ userId, ...place }),
    });
  } catch {
    throw new NoTicketError('The server cannot be reached. Look after your network, then try again.');
  }
  const body: unknown = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new NoTicketError(messageOf(body) ?? `The server gives no ticket (${answer.status}).`);
  return body as Ticket;
}

function messageOf(body: unknown): string | undefined {
  const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : undefined;
  return typeof message === 'string' ? message : undefined;
}
