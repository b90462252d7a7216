// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.recording;

import java.io.Serial;

/** A folder or a file of it is no recording that can be read. The message names the file and says what is wrong. */
public final class RecordingException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, and where */
    public RecordingException(String message) {
        super(message);
    }

    /**
     * @param message what is wrong, and where
     * @param cause why
     */
    public RecordingException(String message, Throwable cause) {
        super(message, cause);
    }
}
