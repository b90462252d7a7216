// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.status;

/** Hears what an operator should know about status lists of others. */
public interface StatusListReport {

    /** A list could not be had, or was not usable. */
    void unusable(String url, String why);

    /** A list that should have been fetched again by now decided, because that failed and the setting allows it. */
    void stale(String url);
}
