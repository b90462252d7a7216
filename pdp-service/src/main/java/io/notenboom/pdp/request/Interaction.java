// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

/** What a canonical request asks of a resource. */
public enum Interaction {
    /** {@code GET Type/id}. */
    READ("read"),
    /** {@code GET Composition/id/$document}. */
    DOCUMENT("document"),
    /** {@code PUT Task/id}. */
    UPDATE("update"),
    /** {@code POST {notification base}/{Task id}} with an empty body. */
    NOTIFY("notify");

    private final String wireName;

    Interaction(String wireName) {
        this.wireName = wireName;
    }

    /** The name used in flows, in the API and in the decision log. */
    public String wireName() {
        return wireName;
    }
}
