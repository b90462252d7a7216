// SPDX-License-Identifier: Apache-2.0
/** Configuration and wiring. */
@NullMarked
package io.notenboom.auth.app;

import org.jspecify.annotations.NullMarked;
