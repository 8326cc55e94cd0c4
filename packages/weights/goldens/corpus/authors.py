# ComfyUI's classes: the names of the authors
sys.path.insert(0,SRC+"ComfyUI")
import comfy.cli_args; comfy.cli_args.args.cpu=True
import comfy.ops
ops=comfy.ops.disable_weight_init
dd=dict(dtype=torch.float16,device="meta",operations=ops)
def com(id,path,kind,family,kw={},wrap=None,ctx=True,pos=None,**more):
    try:
        K=cls(path)
        m=K(*pos,torch.float16,"meta",ops) if pos is not None else K(**kw,**(dd if ctx is True else {**ctx}))
        t=shim.shapes(m)
        if wrap: t={wrap+k:v for k,v in t.items()}
        KEEP[id]=t
        add(id,t,kind,family,"ComfyUI "+path,**more)
    except Exception as e: FAIL.append((id,repr(e)[:160]))
L="comfy.ldm."
OA=L+"modules.diffusionmodules.openaimodel.UNetModel"
base=dict(image_size=32,in_channels=4,out_channels=4,model_channels=320,use_spatial_transformer=True,legacy=False)
s1=dict(base,num_res_blocks=[2,2,2,2],channel_mult=[1,2,4,4],transformer_depth=[1,1,1,1,1,1,0,0],transformer_depth_output=[1,1,1,1,1,1,1,1,1,0,0,0],transformer_depth_middle=1,context_dim=768,num_heads=8,use_linear_in_transformer=False)
s2=dict(s1,context_dim=1024,num_heads=-1,num_head_channels=64,use_linear_in_transformer=True)
sx=dict(base,num_res_blocks=[2,2,2],channel_mult=[1,2,4],transformer_depth=[0,0,2,2,10,10],transformer_depth_output=[0,0,0,2,2,2,10,10,10],transformer_depth_middle=10,context_dim=2048,num_heads=-1,num_head_channels=64,use_linear_in_transformer=True,num_classes="sequential",adm_in_channels=2816)
rf=dict(sx,model_channels=384,num_res_blocks=[2,2,2,2],channel_mult=[1,2,4,4],transformer_depth=[0,0,4,4,4,4,0,0],transformer_depth_output=[0,0,0,4,4,4,4,4,4,0,0,0],transformer_depth_middle=4,context_dim=1280,adm_in_channels=2560)
com("n-sd1",OA,"unet","sd1",s1); com("n-sd1-inpaint",OA,"unet","sd1-inpaint",dict(s1,in_channels=9)); com("n-sd1-p2p",OA,"unet","sd1-pix2pix",dict(s1,in_channels=8))
com("n-sd2",OA,"unet","sd2",s2); com("n-sd2-inpaint",OA,"unet","sd2-inpaint",dict(s2,in_channels=9)); com("n-sd2-depth",OA,"unet","sd2-depth",dict(s2,in_channels=5)); com("n-sd2-unclip",OA,"unet","sd2-unclip",dict(s2,num_classes="sequential",adm_in_channels=2048)); com("n-sd2-unclip-l",OA,"unet","sd2-unclip",dict(s2,num_classes="sequential",adm_in_channels=1536))
com("n-sdxl",OA,"unet","sdxl",sx); com("n-sdxl-inpaint",OA,"unet","sdxl-inpaint",dict(sx,in_channels=9)); com("n-sdxl-p2p",OA,"unet","sdxl-pix2pix",dict(sx,in_channels=8)); com("n-refiner",OA,"unet","sdxl-refiner",rf)
com("n-ssd1b",OA,"unet","ssd-1b",dict(sx,transformer_depth=[0,0,2,2,4,4],transformer_depth_output=[0,0,0,1,1,2,10,4,4],transformer_depth_middle=-1))
com("n-vega",OA,"unet","segmind-vega",dict(sx,transformer_depth=[0,0,1,1,2,2],transformer_depth_output=[0,0,0,1,1,1,2,2,2],transformer_depth_middle=-1))
com("n-small",OA,"unet","sd1-small",dict(s1,transformer_depth=[1,1,1,1,1,1,0,0],transformer_depth_middle=-1))
com("n-kolors",OA,"unet","kolors",dict(sx,adm_in_channels=5632))
com("n-svd",OA,"unet","svd",dict(s2,in_channels=8,use_temporal_resblock=True,use_temporal_attention=True,video_kernel_size=[3,1,1],num_classes="sequential",adm_in_channels=768,extra_ff_mix_layer=True,use_spatial_context=True,merge_strategy="learned_with_images",merge_factor=0.5,disable_temporal_crossattention=False))
CL="comfy.cldm.cldm.ControlNet"
cn=lambda d:{k:v for k,v in d.items() if k not in("out_channels","transformer_depth_output")}
com("n-cn-sd1",CL,"controlNet","sd1",dict(cn(s1),hint_channels=3)); com("n-cn-sd2",CL,"controlNet","sd2",dict(cn(s2),hint_channels=3)); com("n-cn-sdxl",CL,"controlNet","sdxl",dict(cn(sx),hint_channels=3))
com("n-cn-pref",CL,"controlNet","sd1",dict(cn(s1),hint_channels=3),wrap="control_model.")
com("n-cn-union",CL,"controlNet","sdxl",dict(cn(sx),hint_channels=3,union_controlnet_num_control_type=6))
FX=L+"flux.model.Flux"
fx=dict(image_model="flux",in_channels=16,out_channels=16,patch_size=2,vec_in_dim=768,context_in_dim=4096,hidden_size=3072,mlp_ratio=4.0,num_heads=24,depth=19,depth_single_blocks=38,axes_dim=[16,56,56],theta=10000,qkv_bias=True,guidance_embed=True)
com("n-flux-dev",FX,"unet","flux",fx,variant="dev"); com("n-flux-schnell",FX,"unet","flux",dict(fx,guidance_embed=False),variant="schnell"); com("n-flux-fill",FX,"unet","flux",dict(fx,in_channels=96),variant="fill"); com("n-flux-canny",FX,"unet","flux",dict(fx,in_channels=32),variant="control")
com("n-chroma",L+"chroma.model.Chroma","unet","chroma",dict(in_channels=64,out_channels=64,patch_size=2,context_in_dim=4096,hidden_size=3072,mlp_ratio=4.0,num_heads=24,depth=19,depth_single_blocks=38,axes_dim=[16,56,56],theta=10000,qkv_bias=True,in_dim=64,out_dim=3072,hidden_dim=5120,n_layers=5))
com("n-redux",L+"flux.redux.ReduxImageEncoder","styleModel","flux",{},ctx=dict(dtype=torch.float16,device="meta"))
com("n-auraflow",L+"aura.mmdit.MMDiT","unet","auraflow",dict(cond_seq_dim=2048,n_layers=36,n_double_layers=4,max_seq=9216))
MM=L+"modules.diffusionmodules.mmdit.OpenAISignatureMMDITWrapper"
m3=dict(in_channels=16,patch_size=2,out_channels=16,depth=24,input_size=None,adm_in_channels=2048,context_embedder_config={"target":"torch.nn.Linear","params":{"in_features":4096,"out_features":1536}},num_patches=36864,pos_embed_max_size=192,pos_embed_scaling_factor=None)
com("n-sd3",MM,"unet","sd3",m3); com("n-sd35l",MM,"unet","sd3",dict(m3,depth=38,qk_norm="rms",context_embedder_config={"target":"torch.nn.Linear","params":{"in_features":4096,"out_features":2432}}),variant="3.5-large"); com("n-sd35m",MM,"unet","sd3",dict(m3,qk_norm="rms",x_block_self_attn_layers=list(range(13))),variant="3.5-medium")
com("n-hydit",L+"hydit.models.HunYuanDiT","unet","hunyuan-dit",dict(depth=40,hidden_size=1408,mlp_ratio=4.3637,num_heads=16,patch_size=2,in_channels=4))
hv=dict(image_model="hunyuan_video",in_channels=16,patch_size=[1,2,2],out_channels=16,vec_in_dim=768,axes_dim=[16,56,56],context_in_dim=4096,hidden_size=3072,mlp_ratio=4.0,num_heads=24,depth=20,depth_single_blocks=40,theta=256,qkv_bias=True,byt5=False,guidance_embed=True,meanflow=False)
com("n-hyv",L+"hunyuan_video.model.HunyuanVideo","unet","hunyuan-video",hv); com("n-hyv-i2v",L+"hunyuan_video.model.HunyuanVideo","unet","hunyuan-video",dict(hv,in_channels=33))
com("n-hyimage",L+"hunyuan_video.model.HunyuanVideo","unet","hunyuan-image",dict(hv,in_channels=64,out_channels=64,patch_size=[1,1],vec_in_dim=None,axes_dim=[64,64],context_in_dim=3584,hidden_size=3584,num_heads=28,depth=20,byt5=True,guidance_embed=False))
W=L+"wan.model.WanModel"
wn_=dict(model_type="t2v",patch_size=(1,2,2),text_len=512,in_dim=16,dim=5120,ffn_dim=13824,freq_dim=256,text_dim=4096,out_dim=16,num_heads=40,num_layers=40)
com("n-wan14",W,"unet","wan",wn_); com("n-wan13",W,"unet","wan",dict(wn_,dim=1536,ffn_dim=8960,num_heads=12,num_layers=30)); com("n-wan-i2v",W,"unet","wan",dict(wn_,model_type="i2v",in_dim=36)); com("n-wan5b",W,"unet","wan",dict(wn_,dim=3072,ffn_dim=14336,num_heads=24,num_layers=30,in_dim=48,out_dim=48))
com("n-wan-vace",L+"wan.model.VaceWanModel","unet","wan",dict(wn_,model_type="vace",vace_layers=8,vace_in_dim=96))
com("n-qwen",L+"qwen_image.model.QwenImageTransformer2DModel","unet","qwen-image",dict(in_channels=64,num_layers=60))
com("n-lumina2",L+"lumina.model.NextDiT","unet","lumina2",dict(patch_size=2,in_channels=16,dim=2304,cap_feat_dim=2304,n_layers=26,n_heads=24,n_kv_heads=8,qk_norm=True,axes_dims=[32,32,32],axes_lens=[300,512,512]))
com("n-hidream",L+"hidream.model.HiDreamImageTransformer2DModel","unet","hidream",dict(attention_head_dim=128,axes_dims_rope=[64,32,32],caption_channels=[4096,4096],max_resolution=[128,128],in_channels=16,llama_layers=list(range(48)),num_attention_heads=20,num_routed_experts=4,num_activated_experts=2,num_layers=16,num_single_layers=32,out_channels=16,patch_size=2,text_emb_dim=2048))
com("n-omnigen2",L+"omnigen.omnigen2.OmniGen2Transformer2DModel","unet","omnigen2",dict(axes_dim_rope=[40,40,40],axes_lens=[1024,1664,1664],hidden_size=2520,in_channels=16,num_attention_heads=21,num_kv_heads=7,num_layers=32,num_refiner_layers=2,patch_size=2,text_feat_dim=2048,timestep_scale=1000.0))
com("n-mochi",L+"genmo.joint_model.asymm_models_joint.AsymmDiTJoint","unet","mochi",dict(depth=48,patch_size=2,num_heads=24,hidden_size_x=3072,hidden_size_y=1536,in_channels=12,qk_norm=True,qkv_bias=False,out_bias=True,use_t5=True,t5_feat_dim=4096,t5_token_length=256))
com("n-ltxv",L+"lightricks.model.LTXVModel","unet","ltx",dict(num_layers=28,attention_head_dim=64,cross_attention_dim=2048))
com("n-pixart",L+"pixart.pixartms.PixArtMS","unet","pixart",dict(num_heads=16,patch_size=2,hidden_size=1152,in_channels=4,depth=28,model_max_length=300,input_size=128,micro_condition=False)); com("n-pixart-a",L+"pixart.pixartms.PixArtMS","unet","pixart",dict(num_heads=16,patch_size=2,hidden_size=1152,in_channels=4,depth=28,model_max_length=120,input_size=128,micro_condition=True))
com("n-cosmos2",L+"cosmos.predict2.MiniTrainDIT","unet","cosmos",dict(max_img_h=240,max_img_w=240,max_frames=128,concat_padding_mask=True,in_channels=16,out_channels=16,patch_spatial=2,patch_temporal=1,model_channels=2048,crossattn_emb_channels=1024,num_blocks=28,num_heads=16,use_adaln_lora=True,adaln_lora_dim=256,pos_emb_cls="rope3d"))
com("n-cosmos1",L+"cosmos.model.GeneralDIT","unet","cosmos",dict(max_img_h=240,max_img_w=240,max_frames=128,in_channels=16,out_channels=16,patch_spatial=2,patch_temporal=1,model_channels=4096,block_config="FA-CA-MLP",num_blocks=28,num_heads=32,concat_padding_mask=True,pos_emb_cls="rope3d",use_adaln_lora=True,adaln_lora_dim=256,affline_emb_norm=True,extra_per_block_abs_pos_emb=True,extra_per_block_abs_pos_emb_type="learnable"))
com("n-cascade-c",L+"cascade.stage_c.StageC","unet","cascade",{},); com("n-cascade-b",L+"cascade.stage_b.StageB","unet","cascade",{})
com("n-stage-a",L+"cascade.stage_a.StageA","vae","cascade",{},ctx={})
com("n-hy3d",L+"hunyuan3d.model.Hunyuan3Dv2","unet","hunyuan-3d",dict(in_channels=64,context_in_dim=1536,hidden_size=1024,mlp_ratio=4.0,num_heads=16,depth=16,depth_single_blocks=32,qkv_bias=True,guidance_embed=False))
com("n-wanvae",L+"wan.vae.WanVAE","vae","wan",dict(dim=96,z_dim=16,dim_mult=[1,2,4,4],num_res_blocks=2,attn_scales=[],temperal_downsample=[False,True,True],dropout=0.0),ctx={},ors=["qwen-image"])
com("n-wan22vae",L+"wan.vae2_2.WanVAE","vae","wan",{},ctx={})
com("n-taesd-dec","comfy.taesd.taesd.Decoder","previewVae","sd1",{},ctx={},ors=["sdxl"]) if False else None
for ch,f,o in ((4,"sd1","sdxl"),(16,"flux","sd3")):
    try:
        TA=importlib.import_module("comfy.taesd.taesd")
        add(f"n-taesd-dec{ch}",shim.shapes(TA.Decoder(ch)),"previewVae",f,"ComfyUI taesd.Decoder",ors=[o]); add(f"n-taesd-enc{ch}",shim.shapes(TA.Encoder(ch)),"previewVae",f,"ComfyUI taesd.Encoder",ors=[o])
    except Exception as e: FAIL.append(("taesd",repr(e)))
# autoencoders by their configuration
AE=L+"models.autoencoder.AutoencoderKL"
ddc=lambda z,**k:dict(double_z=True,z_channels=z,resolution=256,in_channels=3,out_ch=3,ch=128,ch_mult=[1,2,4,4],num_res_blocks=2,attn_resolutions=[],dropout=0.0,**k)
com("n-vae-sd",AE,"vae","sd1",dict(ddconfig=ddc(4),embed_dim=4),ctx={},ors=["sdxl"])
com("n-vae-sd-wrapped",AE,"vae","sd1",dict(ddconfig=ddc(4),embed_dim=4),wrap="first_stage_model.",ctx={},ors=["sdxl"])
com("n-vae-16",L+"models.autoencoder.AutoencodingEngine","vae","flux",dict(regularizer_config={"target":"comfy.ldm.models.autoencoder.DiagonalGaussianRegularizer"},encoder_config={"target":"comfy.ldm.modules.diffusionmodules.model.Encoder","params":ddc(16)},decoder_config={"target":"comfy.ldm.modules.diffusionmodules.model.Decoder","params":ddc(16)}),ctx={},ors=["sd3"])
# text encoders
clip=lambda w,h,n,i,act="quick_gelu":dict(hidden_size=w,num_attention_heads=h,num_hidden_layers=n,intermediate_size=i,hidden_act=act,vocab_size=49408,max_position_embeddings=77,eos_token_id=49407)
for i,c,a in (("l",clip(768,12,12,3072),"CLIP-L"),("h",clip(1024,16,24,4096,"gelu"),"OpenCLIP-H"),("g",clip(1280,20,32,5120,"gelu"),"OpenCLIP-bigG")): com("e-clip-"+i,"comfy.clip_model.CLIPTextModel","textEncoder","unknown",pos=(c,),architecture=a)
vis=lambda w,h,n,i,p:dict(hidden_size=w,num_attention_heads=h,num_hidden_layers=n,intermediate_size=i,hidden_act="gelu",num_channels=3,patch_size=14,image_size=224,projection_dim=p,model_type="clip_vision_model")
for i,c,a in (("l",vis(1024,16,24,4096,768),"CLIP ViT-L"),("h",vis(1280,16,32,5120,1024),"CLIP ViT-H"),("g",vis(1664,16,48,8192,1280),"CLIP ViT-bigG")): com("e-vision-"+i,"comfy.clip_model.CLIPVisionModelProjection","clipVision","unknown",pos=(c,),architecture=a)
com("e-siglip","comfy.clip_model.CLIPVisionModelProjection","clipVision","unknown",pos=(dict(vis(1152,16,27,4304,1152),model_type="siglip_vision_model",image_size=384),),architecture="SigLIP")
for i,a in (("t5_config_xxl","T5-XXL"),("umt5_config_xxl","UMT5-XXL"),("t5_config_base","T5-base"),("umt5_config_base","UMT5-base"),("mt5_config_xl","mT5-XL"),("t5_pile_config_xl","T5-XL")):
    com("e-"+i,"comfy.text_encoders.t5.T5","textEncoder","unknown",pos=(json.load(open(SRC+f"ComfyUI/comfy/text_encoders/{i}.json")),),architecture=a)
for i,a in (("Llama2","Llama 3"),("Qwen25_3B","Qwen2.5"),("Qwen25_7BVLI","Qwen2.5-VL"),("Gemma2_2B","Gemma 2"),("Gemma3_4B","Gemma 3")):
    com("e-"+i,"comfy.text_encoders.llama."+i,"textEncoder","unknown",pos=({},),architecture=a)
print(len(OUT),"built")
exec(open("saved.py").read())
