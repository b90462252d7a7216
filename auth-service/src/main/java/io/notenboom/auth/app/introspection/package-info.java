// SPDX-License-Identifier: Apache-2.0
/** Configuration and wiring of resource servers and of tokens that are bound to their sender. */
@NullMarked
package io.notenboom.auth.app.introspection;

import org.jspecify.annotations.NullMarked;
