// SPDX-License-Identifier: Apache-2.0
/** How many requests a service takes: of all together, of an API token, of an address. */
@NullMarked
package io.notenboom.kit.limit;

import org.jspecify.annotations.NullMarked;
