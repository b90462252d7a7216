// SPDX-License-Identifier: Apache-2.0
/** Registering resource servers over HTTP. */
@NullMarked
package io.notenboom.auth.api.resourceserver;

import org.jspecify.annotations.NullMarked;
