// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.policy;

/** Where a request goes. */
public sealed interface Route {

    /**
     * To the FHIR server, once the PDP permits it.
     *
     * @param showBody whether the PDP must see the body: an update of a Task
     */
    record Fhir(boolean showBody) implements Route {}

    /**
     * A notification: to the PDP only.
     *
     * @param withTask whether it is a Task that tells of another (Twiin TA-NP), which the PDP must see; otherwise it has no body
     */
    record Notification(boolean withTask) implements Route {}

    /** Nowhere. */
    record Nothing() implements Route {}
}
