// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

/** Whether an enforcement point can show request bodies. */
public enum BodyMode {
    /** Bodies arrive complete. */
    FULL,
    /** No body ever arrives, so updates are refused. */
    NONE
}
