/** From measurements to what applications are told every two seconds (spec/16 §5, §7.2). */

import type { NetworkQuality, TRTCStatistics } from '../api/configs.js';
import { type NetworkQualityValue, NetworkQualityValue as Value } from '../api/constants.js';
import type { QualityReport } from '../session.js';

/** Loss in per cent, rtt in milliseconds. */
export function gradeOf({ rtt, loss }: { rtt: number; loss: number }): NetworkQualityValue {
  if (loss > 50 || rtt > 500) return Value.VERY_BAD;
  if (loss > 30 || rtt > 350) return Value.BAD;
  if (loss > 20 || rtt > 200) return Value.POOR;
  if (loss > 10 || rtt > 100) return Value.GOOD;
  return Value.EXCELLENT;
}

export function networkQualityOf(report: QualityReport, connected: boolean): NetworkQuality {
  const { uplink, downlink } = report;
  const grade = (way: { rtt: number; loss: number }) => {
    if (!report.measured) return Value.UNKNOWN;
    return connected ? gradeOf(way) : Value.DISCONNECTED;
  };
  return {
    uplinkNetworkQuality: grade(uplink),
    downlinkNetworkQuality: grade(downlink),
    uplinkRTT: uplink.rtt,
    uplinkLoss: uplink.loss,
    downlinkRTT: downlink.rtt,
    downlinkLoss: downlink.loss,
  };
}

export function statisticsOf(report: QualityReport): TRTCStatistics {
  return {
    rtt: report.uplink.rtt || report.downlink.rtt,
    upLoss: report.uplink.loss,
    downLoss: report.downlink.loss,
    bytesSent: report.bytesSent,
    bytesReceived: report.bytesReceived,
    localStatistics: report.local,
    remoteStatistics: report.remote,
  };
}
