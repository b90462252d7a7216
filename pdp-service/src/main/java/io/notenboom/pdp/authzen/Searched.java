// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.authzen;

/** What a search looks for (Authorization API 1.0, section 8). */
public enum Searched {
    /** Who may do this with that. */
    SUBJECT,
    /** With what somebody may do this. */
    RESOURCE,
    /** What somebody may do with that. */
    ACTION
}
