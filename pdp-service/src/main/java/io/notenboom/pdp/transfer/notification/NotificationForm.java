// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer.notification;

/** The form of the notifications that are sent. */
public enum NotificationForm {
    /** Bolt eOverdracht: an empty POST to {@code {endpoint}/{Task id}}. */
    BOLT("eOverdracht-notification"),
    /** Twiin TA-NP: a notification Task to {@code {endpoint}/Task}. */
    TA_NP("Twiin-TA-notification");

    private final String endpointType;

    NotificationForm(String endpointType) {
        this.endpointType = endpointType;
    }

    /** Name of the endpoint type that receivers register for it. */
    public String endpointType() {
        return endpointType;
    }
}
