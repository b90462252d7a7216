// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

/** What a canonical request asks of a resource. */
public enum Interaction {
    /** {@code GET Type/id}. */
    READ("read"),
    /** {@code GET Composition/id/$document}. */
    DOCUMENT("document"),
    /** {@code PUT Type/id}; without narrow scopes of a Task only. */
    UPDATE("update"),
    /** {@code GET Type?parameter=value}; with narrow scopes only. */
    SEARCH("search"),
    /** {@code GET} of a user's area, which is no FHIR resource; with narrow scopes only. */
    READ_AREA("read-area"),
    /** {@code POST {notification base}/{Task id}} with an empty body. */
    NOTIFY("notify"),
    /** {@code POST {TA-NP base}/Task} with a notification Task. */
    NOTIFY_TASK("notify-task");

    private final String wireName;

    Interaction(String wireName) {
        this.wireName = wireName;
    }

    /** The name used in flows, in the API and in the decision log. */
    public String wireName() {
        return wireName;
    }
}
