// SPDX-License-Identifier: Apache-2.0
/** HTTP adapters of the wallet's ports. */
@NullMarked
package io.notenboom.auth.client.http;

import org.jspecify.annotations.NullMarked;
