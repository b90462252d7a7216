// SPDX-License-Identifier: Apache-2.0
/** How JSON goes out. */
@NullMarked
package io.notenboom.auth.api.json;

import org.jspecify.annotations.NullMarked;
