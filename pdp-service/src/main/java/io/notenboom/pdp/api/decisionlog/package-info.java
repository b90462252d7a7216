// SPDX-License-Identifier: Apache-2.0
/** The API of the decision log, of trials, of replays and of what decides in the shadow. */
@NullMarked
package io.notenboom.pdp.api.decisionlog;

import org.jspecify.annotations.NullMarked;
