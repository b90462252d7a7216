// SPDX-License-Identifier: Apache-2.0
/** Puts a node back without taking anything back: a state machine that may be killed at any time. */
@NullMarked
package io.notenboom.hosting.backup.restore;

import org.jspecify.annotations.NullMarked;
