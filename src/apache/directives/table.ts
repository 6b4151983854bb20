// Every directive of httpd: dumped from the command tables of Apache httpd 2.4.71 as Debian builds it, each context then tried on the
// running server (where the manual says otherwise, this is what httpd does). Lines: module, argument form, contexts, AllowOverride
// classes by which `.htaccess` takes it, names (`<` for a section).
// Contexts: s server, v virtual host, d Directory, l Location, f Files, i If, m Limit; classes: A AuthConfig, F FileInfo, I Indexes,
// L Limit, O Options; - nowhere, ? not built there, so not tried.
export const DIRECTIVE_TABLE = `
core ? ? ?: CGIMapExtension GprofDir ScriptInterpreterSource UNCList
core FLAG dlfim A: CGIPassAuth
core FLAG s -: ExtendedStatus SeeRequestTail
core FLAG sv -: KeepAlive MergeSlashes MergeTrailers StrictHostCheck
core FLAG svdlfim F: QualifyRedirectURL
core FLAG svdlfim O: ContentDigest
core ITERATE s -: RegisterHttpMethod
core ITERATE sv -: HttpProtocolOptions Protocols
core ITERATE svdlfim -: LogLevel
core RAW_ARGS dlfim -: AllowOverride
core RAW_ARGS dlfim AL: <Limit <LimitExcept
core RAW_ARGS s -: Mutex RegexDefaultOptions <VirtualHost
core RAW_ARGS sv -: AccessFileName <Directory <DirectoryMatch <Location <LocationMatch
core RAW_ARGS svdfi AFILO: <Files <FilesMatch
core RAW_ARGS svdlfi AFILO: <Else <ElseIf <If
core RAW_ARGS svdlfim AFILO: Error <IfDefine <IfDirective <IfFile <IfModule <IfSection
core RAW_ARGS svdlfim F: FileETag
core RAW_ARGS svdlfim O: Options
core RAW_ARGS v -: ServerAlias
core TAKE1 s -: MaxRequestsPerChild ServerTokens
core TAKE1 sv -: AllowEncodedSlashes DocumentRoot ErrorLog FlushMaxPipelined FlushMaxThreshold KeepAliveTimeout LimitRequestFields LimitRequestFieldSize LimitRequestLine MaxKeepAliveRequests NameVirtualHost Port Protocol ProtocolsHonorOrder ServerAdmin ServerName ServerPath TimeOut TraceEnable
core TAKE1 svdlfim -: DefaultRuntimeDir HostnameLookups Include IncludeOptional MaxRangeOverlaps MaxRangeReversals MaxRanges ReadBufferSize ServerRoot UnDefine UseCanonicalName UseCanonicalPhysicalPort
core TAKE1 svdlfim AFILO: LimitRequestBody LimitXMLRequestBody ServerSignature
core TAKE1 svdlfim F: AcceptPathInfo AddDefaultCharset DefaultType EnableMMAP EnableSendfile ForceType SetHandler SetInputFilter SetOutputFilter
core TAKE12 sv -: ErrorLogFormat LimitInternalRecursion
core TAKE12 svdlfim -: Define
core TAKE12 svdlfim AFILO: RLimitCPU RLimitMEM RLimitNPROC
core TAKE2 s -: AcceptFilter
core TAKE2 svdlfim F: CGIVar ErrorDocument
core TAKE_ARGV dlfim -: AllowOverrideList
event TAKE1 s -: AsyncRequestWorkerFactor
mod_access_compat ITERATE2 dlfim L: Allow Deny
mod_access_compat TAKE1 dlfim A: Satisfy
mod_access_compat TAKE1 dlfim L: Order
mod_actions TAKE2 svdlfim -: Script
mod_actions TAKE23 svdlfim F: Action
mod_alias FLAG svdlfim F: AliasPreservePath RedirectRelative
mod_alias TAKE12 svl -: Alias ScriptAlias
mod_alias TAKE123 svdlfim F: Redirect
mod_alias TAKE2 sv -: AliasMatch ScriptAliasMatch
mod_alias TAKE2 svdlfim F: RedirectPermanent RedirectTemp
mod_alias TAKE23 svdlfim F: RedirectMatch
mod_allowmethods TAKE_ARGV dlfim -: AllowMethods
mod_auth_basic FLAG dlfim A: AuthBasicAuthoritative
mod_auth_basic ITERATE dlfim A: AuthBasicProvider
mod_auth_basic TAKE1 dlfim A: AuthBasicUseDigestAlgorithm
mod_auth_basic TAKE12 dlfim A: AuthBasicFake
mod_auth_digest FLAG dlfim A: AuthDigestNcCheck
mod_auth_digest ITERATE dlfim A: AuthDigestDomain AuthDigestProvider AuthDigestQop
mod_auth_digest TAKE1 dlfim A: AuthDigestAlgorithm AuthDigestNonceLifetime
mod_auth_digest TAKE1 sv -: AuthDigestShmemSize
mod_auth_form FLAG dlfim A: AuthFormAuthoritative AuthFormDisableNoStore AuthFormFakeBasicAuth
mod_auth_form ITERATE dlfim A: AuthFormProvider
mod_auth_form TAKE1 dlfim -: AuthFormSize
mod_auth_form TAKE1 dlfim A: AuthFormBody AuthFormLocation AuthFormLoginRequiredLocation AuthFormLoginSuccessLocation AuthFormLogoutLocation AuthFormMethod AuthFormMimetype AuthFormPassword AuthFormSitePassphrase AuthFormUsername
mod_authn_anon FLAG dlfim A: Anonymous_LogEmail Anonymous_MustGiveEmail Anonymous_NoUserID Anonymous_VerifyEmail
mod_authn_anon ITERATE dlfim A: Anonymous
mod_authn_core RAW_ARGS s -: <AuthnProviderAlias
mod_authn_core TAKE1 dlfim A: AuthName AuthType
mod_authn_dbd TAKE1 dlfim -: AuthDBDUserPWQuery AuthDBDUserRealmQuery
mod_authn_dbm TAKE1 dlfim A: AuthDBMType AuthDBMUserFile
mod_authn_file TAKE1 dlfim A: AuthUserFile
mod_authn_socache ITERATE dlfim A: AuthnCacheProvideFor
mod_authn_socache RAW_ARGS s -: AuthnCacheEnable
mod_authn_socache TAKE1 dlfim -: AuthnCacheContext
mod_authn_socache TAKE1 dlfim A: AuthnCacheTimeout
mod_authn_socache TAKE1 s -: AuthnCacheSOCache
mod_authnz_fcgi TAKE_ARGV s -: AuthnzFcgiDefineProvider
mod_authnz_fcgi TAKE_ARGV svdlfim F: AuthnzFcgiCheckAuthnProvider
mod_authnz_ldap FLAG dlfim A: AuthLDAPBindAuthoritative AuthLDAPCompareAsUser AuthLDAPCompareDNOnServer AuthLDAPGroupAttributeIsDN AuthLDAPInitialBindAsUser AuthLDAPRemoteUserIsDN AuthLDAPSearchAsUser
mod_authnz_ldap ITERATE dlfim A: AuthLDAPGroupAttribute AuthLDAPSubGroupAttribute AuthLDAPSubGroupClass
mod_authnz_ldap TAKE1 dlfim A: AuthLDAPAuthorizePrefix AuthLDAPBindDN AuthLDAPBindPassword AuthLDAPDereferenceAliases AuthLDAPMaxSubGroupDepth AuthLDAPRemoteUserAttribute
mod_authnz_ldap TAKE1 sv -: AuthLDAPCharsetConfig
mod_authnz_ldap TAKE12 dlfim A: AuthLDAPURL
mod_authnz_ldap TAKE2 dlfim A: AuthLDAPInitialBindPattern
mod_authz_core FLAG dlfim A: AuthzSendForbiddenOnFailure
mod_authz_core RAW_ARGS dlfim A: Require <RequireAll <RequireAny <RequireNone
mod_authz_core RAW_ARGS s -: <AuthzProviderAlias
mod_authz_core TAKE1 dlfim A: AuthMerging
mod_authz_dbd FLAG dlfim -: AuthzDBDLoginToReferer
mod_authz_dbd TAKE1 dlfim -: AuthzDBDQuery AuthzDBDRedirectQuery
mod_authz_dbm TAKE1 dlfim A: AuthDBMGroupFile AuthzDBMType
mod_authz_groupfile TAKE1 dlfim A: AuthGroupFile
mod_autoindex FLAG svdlfim I: IndexIgnoreReset
mod_autoindex ITERATE svdlfim I: IndexIgnore
mod_autoindex ITERATE2 svdlfim I: AddAlt AddAltByEncoding AddAltByType AddDescription AddIcon AddIconByEncoding AddIconByType
mod_autoindex RAW_ARGS svdlfim AFILO: FancyIndexing
mod_autoindex TAKE1 svdlfim I: DefaultIcon HeaderName IndexHeadInsert IndexStyleSheet ReadmeName
mod_autoindex TAKE2 svdlfim I: IndexOrderDefault
mod_autoindex TAKE_ARGV svdlfim I: IndexOptions
mod_brotli TAKE1 sv -: BrotliAlterETag BrotliCompressionMaxInputBlock BrotliCompressionQuality BrotliCompressionWindow
mod_brotli TAKE12 sv -: BrotliFilterNote
mod_buffer TAKE1 dlfim -: BufferSize
mod_cache FLAG sv -: CacheIgnoreCacheControl CacheIgnoreQueryString CacheLock CacheQuickHandler
mod_cache FLAG svdlfim -: CacheDetailHeader CacheHeader CacheIgnoreNoLastMod CacheStaleOnError CacheStoreExpired CacheStoreNoStore CacheStorePrivate
mod_cache ITERATE sv -: CacheIgnoreHeaders CacheIgnoreURLSessionIdentifiers
mod_cache TAKE1 sv -: CacheKeyBaseURL CacheLockMaxAge CacheLockPath
mod_cache TAKE1 svdlfim -: CacheDefaultExpire CacheLastModifiedFactor CacheMaxExpire CacheMinExpire
mod_cache TAKE1 svl -: CacheDisable
mod_cache TAKE12 svl -: CacheEnable
mod_cache_disk TAKE1 sv -: CacheDirLength CacheDirLevels CacheRoot
mod_cache_disk TAKE1 svdlfim -: CacheMaxFileSize CacheMinFileSize CacheReadSize CacheReadTime
mod_cache_socache TAKE1 sv -: CacheSocache
mod_cache_socache TAKE1 svdlfim -: CacheSocacheMaxSize CacheSocacheMaxTime CacheSocacheMinTime CacheSocacheReadSize CacheSocacheReadTime
mod_case_filter FLAG sv -: CaseFilter
mod_case_filter_in FLAG sv -: CaseFilterIn
mod_cern_meta FLAG svdlfim I: MetaFiles
mod_cern_meta TAKE1 svdlfim I: MetaDir MetaSuffix
mod_cgi,mod_cgid TAKE1 sv -: ScriptLog ScriptLogBuffer ScriptLogLength
mod_cgi TAKE1 svdlfim -: CGIScriptTimeout
mod_cgid TAKE1 s -: ScriptSock
mod_cgid TAKE1 svdlfim -: CGIDScriptTimeout
mod_charset_lite ITERATE svdlfim F: CharsetOptions
mod_charset_lite TAKE1 svdlfim F: CharsetDefault CharsetSourceEnc
mod_dav FLAG svdlfim -: DavDepthInfinity
mod_dav TAKE1 dlfim -: Dav DavBasePath
mod_dav TAKE1 svdlfim -: DavMinTimeout
mod_dav_fs FLAG svdlfim -: DavLockDiscovery
mod_dav_fs TAKE1 sv -: DavLockDB
mod_dav_lock TAKE1 dlfim -: DavGenericLockDB
mod_dbd FLAG sv -: DBDPersist
mod_dbd TAKE1 sv -: DBDExptime DBDInitSQL DBDKeep DBDMax DBDMin DBDParams DBDriver
mod_dbd TAKE12 sv -: DBDPrepareSQL
mod_deflate TAKE1 sv -: DeflateAlterETag DeflateBufferSize DeflateCompressionLevel DeflateMemLevel DeflateWindowSize
mod_deflate TAKE1 svdlfim AFILO: DeflateInflateLimitRequestBody DeflateInflateRatioBurst DeflateInflateRatioLimit
mod_deflate TAKE12 sv -: DeflateFilterNote
mod_dialup TAKE1 dlfim -: ModemStandard
mod_dir FLAG svdlfim I: DirectoryCheckHandler DirectorySlash
mod_dir RAW_ARGS svdlfim I: DirectoryIndex
mod_dir TAKE1 svdlfim I: DirectoryIndexRedirect FallbackResource
mod_dumpio FLAG sv -: DumpIOInput DumpIOOutput
mod_echo FLAG sv -: ProtocolEcho
mod_env ITERATE svdlfim F: PassEnv UnsetEnv
mod_env TAKE12 svdlfim F: SetEnv
mod_example_hooks ? ? ?: Example
mod_expires FLAG svdlfim I: ExpiresActive
mod_expires TAKE1 svdlfim I: ExpiresDefault
mod_expires TAKE2 svdlfim I: ExpiresByType
mod_ext_filter ITERATE dlfim -: ExtFilterOptions
mod_ext_filter RAW_ARGS sv -: ExtFilterDefine
mod_file_cache ITERATE sv -: CacheFile MMapFile
mod_filter ITERATE svdlfim O: FilterChain
mod_filter TAKE12 svdlfim O: FilterDeclare
mod_filter TAKE2 svdlfim -: FilterTrace
mod_filter TAKE23 svdlfim O: FilterProtocol
mod_filter TAKE3 svdlfim O: FilterProvider
mod_filter TAKE_ARGV svdlfim F: AddOutputFilterByType
mod_headers RAW_ARGS svdlfim F: Header RequestHeader
mod_heartbeat TAKE1 s -: HeartbeatAddress
mod_heartmonitor TAKE1 s -: HeartbeatListen HeartbeatMaxServers HeartbeatStorage
mod_http2 TAKE1 sv -: H2Direct H2EarlyHints H2MaxDataFrameLen H2MaxHeaderBlockLen H2MaxSessionStreams H2MaxStreamErrors H2MaxWorkerIdleSeconds H2MaxWorkers H2MinWorkers H2ModernTLSOnly H2OutputBuffering H2Padding H2PushDiarySize H2SerializeHeaders H2SessionExtraFiles H2StreamMaxMemSize H2StreamTimeout H2TLSCoolDownSecs H2TLSWarmUpSize H2WebSockets H2WindowSize
mod_http2 TAKE1 svdlfim A: H2Push H2Upgrade
mod_http2 TAKE1 svdlfim F: H2CopyFiles H2ProxyRequests
mod_http2 TAKE123 svdlfim AF: H2PushResource
mod_http2 TAKE2 svdlfim AF: H2EarlyHint
mod_http2 TAKE23 sv -: H2PushPriority
mod_ident FLAG svdlfim -: IdentityCheck
mod_ident TAKE1 svdlfim -: IdentityCheckTimeout
mod_imagemap TAKE1 svdlfim I: ImapBase ImapDefault ImapMenu
mod_include FLAG dlfim L: SSIETag SSILastModified SSILegacyExprParser
mod_include TAKE1 sv -: SSIEndTag SSIStartTag
mod_include TAKE1 svdlfim AFILO: SSIErrorMsg SSITimeFormat SSIUndefinedEcho
mod_include TAKE1 svdlfim O: XBitHack
mod_info TAKE2 sv -: AddModuleInfo
mod_isapi ? ? ?: ISAPIAppendLogToErrors ISAPIAppendLogToQuery ISAPICacheFile ISAPIFakeAsync ISAPILogNotSupported ISAPIReadAheadBuffer
mod_ldap FLAG s -: LDAPVerifyServerCert
mod_ldap TAKE1 dlfim A: LDAPReferralHopLimit LDAPReferrals
mod_ldap TAKE1 s -: LDAPCacheEntries LDAPCacheTTL LDAPConnectionTimeout LDAPLibraryDebug LDAPOpCacheEntries LDAPOpCacheTTL LDAPRetries LDAPRetryDelay LDAPSharedCacheFile LDAPSharedCacheSize LDAPTimeout
mod_ldap TAKE1 sv -: LDAPConnectionPoolTTL LDAPTrustedMode
mod_ldap TAKE23 dlfim A: LDAPTrustedClientCert
mod_ldap TAKE23 s -: LDAPTrustedGlobalCert
mod_log_config FLAG sv -: BufferedLogs
mod_log_config TAKE1 sv -: TransferLog
mod_log_config TAKE12 sv -: LogFormat
mod_log_config TAKE23 s -: GlobalLog
mod_log_config TAKE23 sv -: CustomLog
mod_log_debug TAKE123 svdlfim -: LogMessage
mod_log_forensic TAKE1 sv -: ForensicLog
mod_logio FLAG svdlfim AFILO: LogIOTrackTTFB
mod_lua ? ? ?: LuaHookPreTranslate
mod_lua RAW_ARGS svdlfim AFILO: Lua_____ByteCodeHack <LuaHookAccessChecker <LuaHookAuthChecker <LuaHookCheckUserID <LuaHookFixups <LuaHookMapToStorage <LuaHookPreTranslateName <LuaHookTranslateName <LuaHookTypeChecker <LuaQuickHandler
mod_lua TAKE1 svdlfim AFILO: LuaCodeCache LuaInherit LuaPackageCPath LuaPackagePath LuaRoot
mod_lua TAKE123 svdlfim AFILO: LuaScope
mod_lua TAKE2 svdlfim AFILO: LuaHookFixups LuaHookInsertFilter LuaHookLog LuaHookMapToStorage LuaHookPreTranslateName LuaHookTypeChecker
mod_lua TAKE2 svl -: LuaQuickHandler
mod_lua TAKE23 svdlfim AFILO: LuaHookAccessChecker LuaHookAuthChecker LuaHookCheckUserID
mod_lua TAKE23 svl -: LuaHookTranslateName LuaMapHandler
mod_lua TAKE3 svdlfim -: LuaAuthzProvider
mod_lua TAKE3 svl -: LuaInputFilter LuaOutputFilter
mod_macro RAW_ARGS svdlfim AFILO: <Macro MacroIgnoreBadNesting MacroIgnoreEmptyArgs Use
mod_macro TAKE1 svdlfim AFILO: UndefMacro
mod_md ? ? ?: MDCertificateMonitor
mod_md RAW_ARGS sv -: MDChallengeDns01 MDMessageCmd MDNotifyCmd <MDomain <MDomainSet
mod_md TAKE1 - -: MDCertificateFile MDCertificateKeyFile
mod_md TAKE1 sv -: MDActivationDelay MDBaseServer MDCACertificateFile MDCertificateAgreement MDCertificateProtocol MDCertificateStatus MDChallengeDns01Version MDCheckInterval MDContactEmail MDDriveMode MDHttpProxy MDHttpProxyCACertificateFile MDInitialDelay MDMatchNames MDMustStaple MDProfile MDProfileMandatory MDRenewMode MDRenewViaARI MDRenewWindow MDRetryDelay MDRetryFailover MDServerStatus MDStapleOthers MDStapling MDStaplingKeepResponse MDStaplingRenewWindow MDStoreDir MDStoreLocks MDWarnWindow
mod_md TAKE1 svfi A: MDRequireHttps
mod_md TAKE12 sv -: MDExternalAccountBinding MDPortMap
mod_md TAKE2 sv -: MDCertificateCheck
mod_md TAKE_ARGV - -: MDMember MDMembers
mod_md TAKE_ARGV sv -: MDCAChallenges MDCertificateAuthority MDomain MDPrivateKeys
mod_mime FLAG dlfim -: ModMimeUsePathInfo
mod_mime ITERATE svdfi F: MultiviewsMatch
mod_mime ITERATE svdlfim F: RemoveCharset RemoveEncoding RemoveHandler RemoveInputFilter RemoveLanguage RemoveOutputFilter RemoveType
mod_mime ITERATE2 svdlfim F: AddCharset AddEncoding AddHandler AddInputFilter AddLanguage AddOutputFilter AddType
mod_mime TAKE1 sv -: TypesConfig
mod_mime TAKE1 svdlfim F: DefaultLanguage
mod_mime_magic TAKE1 sv -: MimeMagicFile
mod_negotiation FLAG sv -: CacheNegotiatedDocs
mod_negotiation ITERATE svdlfim F: ForceLanguagePriority LanguagePriority
mod_nw_ssl ? ? ?: NWSSLTrustedCerts NWSSLUpgradeable SecureListen
mod_privileges ? ? ?: DTracePrivileges PrivilegesMode VHostCGIMode VHostCGIPrivs VHostGroup VHostPrivs VHostSecure VHostUser
mod_proxy FLAG sv -: BalancerInherit BalancerPersist ProxyPassInherit ProxyRequests
mod_proxy FLAG svdlfim -: Proxy100Continue ProxyAddHeaders ProxyPassInterpolateEnv ProxyPreserveHost
mod_proxy ITERATE sv -: NoProxy ProxyBlock
mod_proxy ITERATE svdlfim -: ProxyErrorOverride
mod_proxy RAW_ARGS sv -: <Proxy <ProxyMatch
mod_proxy RAW_ARGS svdlfim -: BalancerMember ProxySet
mod_proxy RAW_ARGS svl -: ProxyPass ProxyPassMatch
mod_proxy TAKE1 sv -: BalancerGrowth ProxyBadHeader ProxyDomain ProxyIOBufferSize ProxyMaxForwards ProxyReceiveBufferSize ProxySourceAddress ProxyStatus ProxyTimeout ProxyVia
mod_proxy TAKE123 svl -: ProxyPassReverse
mod_proxy TAKE23 sv -: ProxyRemote ProxyRemoteMatch
mod_proxy TAKE23 svdlfim -: ProxyPassReverseCookieDomain ProxyPassReverseCookiePath
mod_proxy_connect ITERATE sv -: AllowCONNECT
mod_proxy_express FLAG svdlfim F: ProxyExpressEnable
mod_proxy_express TAKE1 svdlfim F: ProxyExpressDBMFile ProxyExpressDBMType
mod_proxy_fcgi TAKE1 svdlfim F: ProxyFCGIBackendType
mod_proxy_fcgi TAKE23 svdlfim F: ProxyFCGISetEnvIf
mod_proxy_ftp FLAG svdlfim -: ProxyFtpEscapeWildcards ProxyFtpListOnWildcard
mod_proxy_ftp TAKE1 svdlfim -: ProxyFtpDirCharset
mod_proxy_hcheck RAW_ARGS svdlfim -: ProxyHCExpr ProxyHCTemplate
mod_proxy_hcheck TAKE1 s -: ProxyHCTPsize
mod_proxy_html FLAG svdlfim -: ProxyHTMLEnable ProxyHTMLExtended ProxyHTMLInterp ProxyHTMLMeta ProxyHTMLStripComments
mod_proxy_html ITERATE svdlfim -: ProxyHTMLEvents ProxyHTMLFixups
mod_proxy_html ITERATE2 svdlfim -: ProxyHTMLLinks
mod_proxy_html RAW_ARGS svdlfim -: ProxyHTMLURLMap
mod_proxy_html TAKE1 svdlfim -: ProxyHTMLBufSize ProxyHTMLCharsetOut
mod_proxy_html TAKE12 svdlfim -: ProxyHTMLDocType
mod_proxy_scgi TAKE1 svdlfim -: ProxySCGIInternalRedirect ProxySCGISendfile
mod_proxy_wstunnel FLAG svdlfim -: ProxyWebsocketFallbackToProxyHttp
mod_reflector TAKE12 svdlfim O: ReflectorHeader
mod_remoteip FLAG sv -: RemoteIPProxyProtocol
mod_remoteip ITERATE sv -: RemoteIPInternalProxy RemoteIPTrustedProxy
mod_remoteip TAKE1 sv -: RemoteIPHeader RemoteIPInternalProxyList RemoteIPProxiesHeader RemoteIPTrustedProxyList
mod_remoteip TAKE_ARGV sv -: RemoteIPProxyProtocolExceptions
mod_reqtimeout RAW_ARGS sv -: RequestReadTimeout
mod_request TAKE1 dlfim -: KeptBodySize
mod_rewrite FLAG svdlfim F: RewriteEngine
mod_rewrite ITERATE svdlfim F: RewriteOptions
mod_rewrite RAW_ARGS svdlfim F: RewriteCond RewriteRule
mod_rewrite TAKE1 dlfim F: RewriteBase
mod_rewrite TAKE23 sv -: RewriteMap
mod_sed TAKE1 dlfim -: InputSed OutputSed
mod_session FLAG svdlfim A: Session SessionEnv
mod_session TAKE1 svdlfim A: SessionExclude SessionExpiryUpdateInterval SessionHeader SessionInclude SessionMaxAge
mod_session_cookie FLAG svdlfim A: SessionCookieRemove
mod_session_cookie RAW_ARGS svdlfim A: SessionCookieName SessionCookieName2
mod_session_crypto ITERATE svdlfim A: SessionCryptoPassphrase
mod_session_crypto RAW_ARGS s -: SessionCryptoDriver
mod_session_crypto TAKE1 svdlfim -: SessionCryptoPassphraseFile
mod_session_crypto TAKE1 svdlfim A: SessionCryptoCipher
mod_session_dbd FLAG svdlfim A: SessionDBDCookieRemove SessionDBDPerUser
mod_session_dbd RAW_ARGS svdlfim A: SessionDBDCookieName SessionDBDCookieName2
mod_session_dbd TAKE1 svdlfim A: SessionDBDDeleteLabel SessionDBDInsertLabel SessionDBDSelectLabel SessionDBDUpdateLabel
mod_setenvif RAW_ARGS svdlfim F: BrowserMatch BrowserMatchNoCase SetEnvIf SetEnvIfExpr SetEnvIfNoCase
mod_so ITERATE svdlfim -: LoadFile
mod_so TAKE2 svdlfim -: LoadModule
mod_socache_memcache TAKE1 sv -: MemcacheConnTTL
mod_socache_redis TAKE1 sv -: RedisConnPoolTTL RedisTimeout
mod_speling FLAG svdlfim O: CheckBasenameMatch CheckCaseOnly CheckSpelling
mod_ssl FLAG s -: SSLFIPS
mod_ssl FLAG sv -: SSLCompression SSLHonorCipherOrder SSLInsecureRenegotiation SSLOCSPNoverify SSLOCSPOverrideResponder SSLOCSPUseRequestNonce SSLProxyCheckPeerCN SSLProxyCheckPeerExpire SSLProxyCheckPeerName SSLProxyEngine SSLSessionTickets SSLStaplingFakeTryLater SSLStaplingReturnResponderErrors SSLStrictSNIVHostCheck SSLUseStapling
mod_ssl RAW_ARGS dlfim A: SSLRequire SSLRequireSSL
mod_ssl RAW_ARGS sv -: SSLCARevocationCheck SSLOCSPEnable SSLProtocol SSLProxyCARevocationCheck SSLProxyProtocol
mod_ssl RAW_ARGS svdlfim AFILO: SSLLog SSLLogLevel
mod_ssl RAW_ARGS svdlfim O: SSLOptions
mod_ssl TAKE1 dlfim A: SSLRenegBufferSize
mod_ssl TAKE1 s -: SSLCryptoDevice SSLPassPhraseDialog SSLSessionCache SSLStaplingCache SSLVHostSNIPolicy
mod_ssl TAKE1 sv -: SSLCADNRequestFile SSLCADNRequestPath SSLCARevocationFile SSLCARevocationPath SSLCertificateChainFile SSLCertificateFile SSLCertificateKeyFile SSLEngine SSLOCSPDefaultResponder SSLOCSPProxyURL SSLOCSPResponderCertificateFile SSLOCSPResponderTimeout SSLOCSPResponseMaxAge SSLOCSPResponseTimeSkew SSLProxyCACertificateFile SSLProxyCACertificatePath SSLProxyCARevocationFile SSLProxyCARevocationPath SSLProxyMachineCertificateChainFile SSLProxyMachineCertificateFile SSLProxyMachineCertificatePath SSLProxyVerify SSLProxyVerifyDepth SSLSessionCacheTimeout SSLSessionTicketKeyFile SSLSRPUnknownUserSeed SSLSRPVerifierFile SSLStaplingErrorCacheTimeout SSLStaplingForceURL SSLStaplingResponderTimeout SSLStaplingResponseMaxAge SSLStaplingResponseTimeSkew SSLStaplingStandardCacheTimeout
mod_ssl TAKE1 svdlfim A: SSLCACertificateFile SSLCACertificatePath SSLUserName SSLVerifyClient SSLVerifyDepth
mod_ssl TAKE12 sv -: SSLProxyCipherSuite
mod_ssl TAKE12 svdlfim A: SSLCipherSuite
mod_ssl TAKE2 sv -: SSLOpenSSLConfCmd
mod_ssl TAKE23 s -: SSLRandomSeed
mod_substitute FLAG svdlfim F: SubstituteInheritBefore
mod_substitute TAKE1 svdlfim F: Substitute SubstituteMaxLineLength
mod_suexec TAKE2 sv -: SuexecUserGroup
mod_unixd FLAG s -: Suexec
mod_unixd TAKE1 s -: ChrootDir Group User
mod_userdir RAW_ARGS sv -: UserDir
mod_usertrack FLAG svdlfim F: CookieHTTPOnly CookieSecure CookieTracking
mod_usertrack TAKE1 svdlfim F: CookieDomain CookieExpires CookieName CookieSameSite CookieStyle
mod_version TAKE123 svdlfim AFILO: <IfVersion
mod_vhost_alias TAKE1 sv -: VirtualDocumentRoot VirtualDocumentRootIP VirtualScriptAlias VirtualScriptAliasIP
mod_watchdog TAKE1 s -: WatchdogInterval
mod_xml2enc ITERATE svdlfim AFILO: xml2StartParse
mod_xml2enc ITERATE2 s -: xml2EncAlias
mod_xml2enc TAKE1 svdlfim AFILO: xml2EncDefault
mpm_common ? ? ?: EnableExceptionHook StartThreads
mpm_common TAKE1 s -: CoreDumpDirectory GracefulShutdownTimeout ListenBackLog ListenCoresBucketsRatio ListenTCPDeferAccept MaxClients MaxConnectionsPerChild MaxMemFree MaxRequestWorkers MaxSpareThreads MinSpareThreads PidFile ReceiveBufferSize ScoreBoardFile SendBufferSize ServerLimit StartServers ThreadLimit ThreadsPerChild ThreadStackSize
mpm_common TAKE_ARGV s -: Listen
mpm_netware ? ? ?: MaxThreads
prefork TAKE1 ? ?: MaxSpareServers MinSpareServers
`
