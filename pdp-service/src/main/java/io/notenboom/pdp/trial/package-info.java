// SPDX-License-Identifier: Apache-2.0
/** Decisions without effect: on questions that somebody made up, by versions of profiles that are not in force. */
@NullMarked
package io.notenboom.pdp.trial;

import org.jspecify.annotations.NullMarked;
