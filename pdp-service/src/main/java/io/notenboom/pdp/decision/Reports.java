// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import io.notenboom.pdp.decision.CheckReport.Result;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects what the checks found; a check that was not made is reported as skipped. */
final class Reports {

    private final Map<CheckName, CheckReport> reports = new EnumMap<>(CheckName.class);

    Reports() {}

    Reports(Reports start) {
        reports.putAll(start.reports);
    }

    void pass(CheckName check) {
        pass(check, "");
    }

    void pass(CheckName check, String detail) {
        reports.put(check, new CheckReport(check, Result.PASS, detail));
    }

    void fail(CheckName check, String detail) {
        reports.put(check, new CheckReport(check, Result.FAIL, detail));
    }

    /** How many checks pass. */
    long passed() {
        return reports.values().stream()
                .filter(report -> report.result() == Result.PASS)
                .count();
    }

    /** One report for each check, in order. */
    List<CheckReport> all() {
        List<CheckReport> all = new ArrayList<>();
        for (CheckName check : CheckName.values()) {
            all.add(reports.getOrDefault(check, new CheckReport(check, Result.SKIP, "")));
        }
        return all;
    }
}
