// SPDX-License-Identifier: Apache-2.0
/** Configuration and wiring. */
@NullMarked
package io.notenboom.hosting.control.app;

import org.jspecify.annotations.NullMarked;
