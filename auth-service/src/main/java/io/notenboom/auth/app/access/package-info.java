// SPDX-License-Identifier: Apache-2.0
/** Wiring of access to this service. */
@NullMarked
package io.notenboom.auth.app.access;

import org.jspecify.annotations.NullMarked;
