// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.client;

/** Something did not go as it must; the message tells a person what was asked and what came back. */
public class StepFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what was expected and what happened */
    public StepFailure(String message) {
        super(message);
    }
}
