// SPDX-License-Identifier: Apache-2.0
/** Wiring of taking over subjects from another node. */
@NullMarked
package io.notenboom.auth.app.takeover;

import org.jspecify.annotations.NullMarked;
