// SPDX-License-Identifier: Apache-2.0
/** Configuration and wiring of what keeps others from doing harm. */
@NullMarked
package io.notenboom.auth.app.security;

import org.jspecify.annotations.NullMarked;
