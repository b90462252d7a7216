// SPDX-License-Identifier: Apache-2.0
/** Discovery services over HTTP. */
@NullMarked
package io.notenboom.auth.api.discovery;

import org.jspecify.annotations.NullMarked;
