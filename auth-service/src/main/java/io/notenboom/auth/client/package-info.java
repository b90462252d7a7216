// SPDX-License-Identifier: Apache-2.0
/** The wallet's side: getting access tokens from the authorization servers of others. */
@NullMarked
package io.notenboom.auth.client;

import org.jspecify.annotations.NullMarked;
