// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.receiver.Receiver;

/** Tells a receiver that a Task changed. Never throws. */
@FunctionalInterface
public interface NotificationSender {

    /**
     * Sends one notification: an empty POST, without personal data.
     *
     * @param subject the sending subject
     */
    Delivery send(String subject, Receiver receiver, String taskId);

    /** What became of it. */
    @CheckReturnValue
    sealed interface Delivery {

        /** The receiver took it (2xx). */
        record Delivered() implements Delivery {}

        /** It may help to try again; the text says what failed, without anything the other side wrote. */
        record Failed(String what) implements Delivery {}
    }
}
